import type { Input } from '@pulumi/pulumi';
import type { NotificationArgs } from '@pulumi/aws/autoscaling/notification.js';
import type { NotificationType } from '@pulumi/aws/types/enums/autoscaling/index.js';
import { eventNames } from '../../../topology/catalog/lifecycle.ts';
import type { Notifications } from '../../../topology/plan/plan.ts';

/** Events that the cloud does not have are for the checks to refuse. */
export function notificationArgs(
  notifications: Notifications,
  groupName: Input<string>,
  topicArn: Input<string>,
): NotificationArgs {
  return {
    groupNames: [groupName],
    topicArn,
    notifications: notifications.events.flatMap(
      (event) => (eventNames.rows.aws[event] as NotificationType | undefined) ?? [],
    ),
  };
}
