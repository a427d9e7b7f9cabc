/** Answers of ESS 2022-02-22, as far as they are read here. */
export interface ScalingGroup {
  ScalingGroupId: string;
  ScalingGroupName: string;
  LifecycleState: 'Active' | 'Inactive' | 'Deleting';
  VpcId?: string;
  MinSize: number;
  MaxSize: number;
  /** Absent where the group was made without a desired capacity. */
  DesiredCapacity?: number;
  TotalCapacity: number;
  /** `null` for none. */
  SuspendedProcesses?: string[] | null;
  /** ESS has stopped scaling it, because that has failed for a week. */
  SystemSuspended?: boolean;
  Tags?: { TagKey: string; TagValue: string }[];
}

export interface ScalingInstance {
  InstanceId: string;
  ZoneId?: string;
  PrivateIpAddress?: string;
  HealthStatus: 'Healthy' | 'Unhealthy';
  LifecycleState: string;
  ScalingGroupId?: string;
  /** Absent as of `AutoCreated`. */
  CreationType?: 'AutoCreated' | 'Attached' | 'Managed';
  /** Of attached ones. */
  Entrusted?: boolean;
}

/** Of ECS 2014-05-26. */
export interface EcsInstance {
  InstanceId: string;
  ZoneId: string;
  /** `Running`, `Stopped`… */
  Status: string;
  ImageId?: string;
  InstanceType?: string;
  /** Without one it is in the classic network. */
  VpcAttributes?: { VpcId?: string };
  Tags?: { Tag?: { TagKey: string; TagValue: string }[] };
}

export interface ScalingActivity {
  /** To the minute. */
  StartTime: string;
  StatusCode: 'Successful' | 'Warning' | 'Failed' | 'InProgress' | 'Rejected';
  Cause: string;
  StatusMessage?: string;
  /** Of failed ones, and of those that succeeded in part. */
  ErrorMessage?: string;
  TriggerSourceType?: 'Cms' | 'APIs' | 'Ess';
  /** Of an alarm's task, or of the account or RAM user who called. */
  TriggerSourceId?: string;
}

export interface ScheduledTask {
  ScheduledTaskId: string;
  ScheduledTaskName: string;
  /** UTC, to the minute. */
  LaunchTime: string;
  MinValue?: number;
  MaxValue?: number;
  DesiredCapacity?: number;
}
