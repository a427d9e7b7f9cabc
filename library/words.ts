// The words of the schema (topology/schema), written by: node topology/schema/publish.ts

/** An account at a cloud. */
export interface Account {
  /** Number of the cloud account, in quotes. Deploying to any other is refused. */
  id: string;
  /** Kind of Alibaba Cloud account. Given, the provider need not ask, which saves half a minute. */
  type?: 'domestic' | 'international';
  /** Role to deploy as. */
  assumeRole?: string;
}

/** Instances made elsewhere that belong to the group; `skerry up` brings them in. Each counts towards `capacity`, and raises desired when it comes in. One that is listed no more leaves and goes on running, unless it was entrusted to the group. Without the word, nobody comes or leaves. */
export type Attach = {
  /** Id of a running instance in the network of this region, in no other group. */
  id: string;
  /** Whether the group may release the instance, as it may its own. On AWS it always may, so that `true` must be said there. Default: `false`. */
  entrusted?: boolean;
}[];

/** Object storage (OSS, S3, versitygw). `{}` takes the defaults. */
export interface Bucket {
  /** `cdn`: what lies under `public/` may be read by the CDN edge; `private`: instances alone read it. Default: `private`. */
  access?: 'cdn' | 'private';
  /** Label of the bucket's own host name below the site's domain, where the public endpoint is refused (mainland China). */
  host?: string;
  /** Bucket, best in another region, that gets an append-only copy. */
  backup?: string;
  /** Objects are created, never overwritten or deleted. Default: `false`. */
  appendOnly?: boolean;
  /** The bucket may be deleted with data in it. Without it such a delete is refused. Default: `false`. */
  forceDestroy?: boolean;
}

/** Bounds of the group and who moves it between them. */
export interface Capacity {
  /** Who moves the number of running instances. `iac`: this file (`desired`); `autoscaler`: the rules; `schedule`: the schedules. For the latter two only `initial` is given, and updates never touch what runs. */
  owner: 'iac' | 'autoscaler' | 'schedule';
  /** Fewest instances, inclusive. */
  min: number;
  /** Most instances, inclusive. */
  max: number;
  /** Instances to run, from `min` to `max`. Required with owner `iac`, refused with any other. */
  desired?: number;
  /** Instances to start when the group is created, from `min` to `max`; default `min`. Refused with owner `iac`. */
  initial?: number;
  /** Instances that are always on demand; those above may be spot instances. Default: `0`. */
  onDemandBase?: number;
  /** Instances kept prepared beside those that run, on AWS alone. Default: `0`. */
  warmPool?: number;
  /** With `warmPool`: what its instances are until they are needed. Default: `stopped`. */
  warmState?: 'stopped' | 'running' | 'hibernated';
  /** With `warmPool`: instances that are no longer needed go back into it. Default: `false`. */
  warmReuse?: boolean;
}

/** The Composer ecosystem. */
export interface Composer {
  /** URL of a Composer v2 repository (`packages.json` lies below it), or, on `local` alone, `sample`: the project's own. */
  upstream: string;
  /** Packages to mirror: `vendor/name`, `*` for any characters, and an optional `:version` pattern. Empty: all of them. Default: `[]`. */
  only?: string[];
  /** Name of the secret that holds the code hosts' tokens (their anonymous limits are low). */
  tokens?: string;
}

/** Public names. Without it the site has addresses alone, as on `local`. */
export interface Domain {
  /** Domain that the host names `mirrors.`, `files.` and `git.` lie in. */
  name: string;
  /** ICP filing number, which serving from mainland China asks for. */
  icp?: string;
  /** Certificate of the domain at the cloud: `cas/<number>` on Alibaba Cloud, `acm/<id>` on AWS. */
  certificate?: string;
  /** Certificates by place, before `certificate`: `edge` for the CDN (on AWS one of us-east-1), or a region for its balancers. AWS keeps a certificate in one region. */
  certificates?: Record<string, string>;
  /** Name of the secret with the certificate chain and its key (PEM), for `tls: instance`. */
  key?: string;
  /** Who keeps the domain's records, at the cloud of the site's `platform`. `none`: you, by the addresses that the stack tells; `existing`: the stack, in a zone that is there; `managed`: the stack, the zone as well. Default: `none`. */
  dns?: 'none' | 'existing' | 'managed';
  /** Id of the zone, which `dns: existing` on AWS asks for. */
  zone?: string;
}

/** A scaling group: instances of one workload between bounds. */
export interface Group {
  /** What the instances run. Default: the group's name, where that is a workload. */
  workload?: 'mirror-sync' | 'mirror-serve' | 'git';
  /** Bounds of the group and who moves it between them. */
  capacity: Capacity;
  /** Machine image: a name of the image table (`debian-12`) or an explicit id. Not on `local`. */
  image?: string;
  /** Instance types in order of preference. Not on `local`. */
  instanceTypes?: string[];
  /** Instances above `capacity.onDemandBase` are spot instances. Default: `false`. */
  spot?: boolean;
  /** Time an instance gets to finish what it has begun before it is stopped, such as `90s`, `15m`, `1h30m`. Default by workload: mirror-serve 30s, mirror-sync 1m, git 15m. */
  drain?: string;
  /** Time until a new instance counts in the group's metrics and health. Default: `5m`. */
  warmUp?: string;
  /** Time after a change of capacity in which simple rules do nothing. Default: `5m`. */
  cooldown?: string;
  /** How instances are divided. `balance`: evenly between zones; `priority`: the first zone that has room, in the order of the network's zones, on Alibaba Cloud alone; `cost`: the cheapest instance types. Default: `cost` on Alibaba Cloud, where spot instances and `onDemandBase` need it and another one replaces the group; else `balance`. */
  spread?: 'balance' | 'priority' | 'cost';
  /** Which instances go first when there are too many: those of the oldest image and types, the oldest, the newest; the second decides between equals. Default on the clouds: [oldest-template, oldest]. */
  removal?: ('oldest-template' | 'oldest' | 'newest')[];
  /** Age at which an instance is replaced, from 1d to 365d. Default: none. */
  maxLifetime?: string;
  /** A change of image or instance types replaces the running instances, a few at a time; on Alibaba Cloud by `skerry up`, and with `spread: priority` alone. Without it only new instances have them. `{}` takes the defaults. */
  refresh?: Refresh;
  /** Bounds for whatever replaces instances: unhealthy ones, balance between zones, a refresh. On AWS alone. */
  maintenance?: Maintenance;
  /** Messages about the group's instances. */
  notifications?: Notifications;
  /** What an autoscaler moves the group by. Default: `[]`. */
  rules?: ScalingRule[];
  /** Named schedules, and the date they were last renewed. */
  schedules?: {
    /** Date that time-bound cloud objects count from: their end must lie within a year of it, so move it on before. */
    renewed?: string;
    [name: string]: Schedule | string | undefined;
  };
  /** Lifecycle hooks by name. Two are there by themselves: `boot` waits until a new instance's workload is healthy (10m, abandon; given here, with another time), `drain` until a leaving one has finished (`drain` of the group). */
  hooks?: Hooks;
  /** What the cloud does not do with this group for now. `replace-unhealthy`, `zone-balance`, `load-balancer` and `refresh` on AWS alone. Default: `[]`. */
  suspend?: Suspend;
  /** Instances made elsewhere that belong to the group; `skerry up` brings them in. Each counts towards `capacity`, and raises desired when it comes in. One that is listed no more leaves and goes on running, unless it was entrusted to the group. Without the word, nobody comes or leaves. */
  attach?: Attach;
}

/** How the balancer tells which instances can take work. */
export interface Health {
  /** Path that a healthy instance answers with status 200. Default: `/healthz`. */
  path?: string;
  /** Port of the instance that is asked. Default: `8080`. */
  port?: number;
  /** Time between two checks. Default: 5s on Alibaba Cloud, 10s on AWS, 0.5 s on local. */
  interval?: string;
  /** Time for an answer. Default: 3s on Alibaba Cloud, 5s on AWS, 2s on local. */
  timeout?: string;
  /** Good checks in a row that bring an instance in. Default 2; 1 on local. */
  healthy?: number;
  /** Bad checks in a row that take an instance out. Default 3; 2 on AWS and local. */
  unhealthy?: number;
}

/** A pause in the life of each instance. */
export interface Hook {
  /** `launch`: before a new instance takes work; `terminate`: before a leaving one is released. */
  on: 'launch' | 'terminate';
  /** Time after which `onTimeout` happens, unless the hook was completed. Default: `10m`. */
  timeout?: string;
  /** `continue`: as if all were well; `abandon`: a new instance is released, a leaving one goes without further hooks; `rollback`: a leaving instance stays, on Alibaba Cloud alone. Default: `abandon` on launch, `continue` on terminate. */
  onTimeout?: 'continue' | 'abandon' | 'rollback';
  /** Who is told, and completes the hook: `sns/NAME` on AWS; `topic/NAME` or `queue/NAME` on Alibaba Cloud. Without it, the instance itself must. */
  topic?: string;
}

/** Lifecycle hooks by name. Two are there by themselves: `boot` waits until a new instance's workload is healthy (10m, abandon; given here, with another time), `drain` until a leaving one has finished (`drain` of the group). */
export type Hooks = Record<string, Hook>;

/** Protocols with their ports. On `local` a port is 1024 or higher: ordinary users bind no other. */
export interface Listeners {
  /** TCP port for HTTP. */
  http?: number;
  /** TCP port for HTTPS; TLS ends at the balancer. */
  https?: number;
  /** TCP port for SSH. */
  ssh?: number;
}

/** A layer-4 load balancer in front of one group of its region. */
export interface LoadBalancer {
  /** `nlb`: network load balancer; `clb`: classic, on Alibaba Cloud alone. `local` runs haproxy for either. Default: `nlb`. */
  type?: 'nlb' | 'clb';
  /** Name of the scaling group of this region whose instances answer. */
  group: string;
  /** Protocols with their ports. On `local` a port is 1024 or higher: ordinary users bind no other. */
  listeners: Listeners;
  /** Source ranges that are refused. Default: `[]`. */
  deny?: string[];
  /** `cdn`: only the CDN edge may connect. Default: `any`. */
  allow?: 'any' | 'cdn';
  /** Where TLS ends. `edge`: at the CDN, with plain HTTP behind it; `balancer`: at the `https` listener, with the certificate of the domain; `instance`: on the instances, with `domain.key`. Default: `balancer` with an `https` listener, else `edge`. */
  tls?: 'edge' | 'balancer' | 'instance';
  /** How the balancer tells which instances can take work. */
  health?: Health;
  /** Time that open connections to a leaving instance get. Default: the group's `drain`, as far as the balancer goes (15m on Alibaba Cloud, 1h on AWS). */
  drain?: string;
  /** Further groups of the region behind the same balancer, such as a canary, and the weight of each of their instances beside the 100 of those of `group`. On Alibaba Cloud alone. */
  weights?: Record<string, number>;
}

/** Bounds for whatever replaces instances: unhealthy ones, balance between zones, a refresh. On AWS alone. */
export interface Maintenance {
  /** Percent of desired that stay in service. Default: `90`. */
  minHealthy?: number;
  /** Percent of desired that there may be. Default: `110`. */
  maxHealthy?: number;
}

/** Messages about the group's instances. */
export interface Notifications {
  /** What is told. `launch-start`, `terminate-start`, `rejected` and `schedule-expiring` on Alibaba Cloud alone. */
  events: (
    | 'launch'
    | 'launch-error'
    | 'launch-start'
    | 'terminate'
    | 'terminate-error'
    | 'terminate-start'
    | 'rejected'
    | 'schedule-expiring'
  )[];
  /** Where to: `alerts`, which is the default, for where the alarms of the site go; `sns/NAME` on AWS; `topic/NAME`, `queue/NAME` or `cloudmonitor` on Alibaba Cloud. */
  topic?: string;
}

/** A change of image or instance types replaces the running instances, a few at a time; on Alibaba Cloud by `skerry up`, and with `spread: priority` alone. Without it only new instances have them. `{}` takes the defaults. */
export interface Refresh {
  /** Percent of desired that stay in service meanwhile. Default: `90`. */
  minHealthy?: number;
  /** Percent of desired that there may be meanwhile; at most 100 more than `minHealthy`. Default: `110`. */
  maxHealthy?: number;
  /** Percent of new instances at which it pauses, ascending. Default: `[]`. */
  checkpoints?: number[];
  /** How long it pauses at a checkpoint, in whole minutes. Default: `10m`. */
  pause?: string;
  /** Leaves instances alone that are up to date already. Default: `true`. */
  skipMatching?: boolean;
  /** Goes back if it fails. On AWS alone. Default: `false`. */
  autoRollback?: boolean;
}

/** A rule of one of four kinds: `track`, `step`, `simple` or `predict`, each with its metric. */
export interface ScalingRule {
  /** Target tracking: holds the metric at `target`. `cpu`: mean CPU in percent; `backlog-per-instance`: queued tasks for each instance; `connections-per-instance`: open connections for each instance. */
  track?: 'cpu' | 'backlog-per-instance' | 'connections-per-instance';
  /** Step scaling: the further the metric is beyond a value, the more instances (`steps`). */
  step?: 'cpu' | 'backlog-per-instance' | 'connections-per-instance';
  /** Simple scaling: one change when the metric is `above` or `below` a value, then nothing for `cooldown`. */
  simple?: 'cpu' | 'backlog-per-instance' | 'connections-per-instance';
  /** Predictive scaling: starts instances before the load that past days forecast. */
  predict?: 'cpu' | 'backlog-per-instance' | 'connections-per-instance';
  /** Value to hold, in the metric's unit. With `track` and `predict`, which require it. */
  target?: number;
  /** With `track`: whether it also takes instances away. Default: `true`. */
  scaleIn?: boolean;
  /** With `step`: all `above` or all `below`, and all of one kind of change. */
  steps?: {
    /** From this value of the metric on, up to the next step. */
    above?: number;
    /** From this value of the metric on downwards, to the next step. */
    below?: number;
    /** Instances more; with a minus, fewer. */
    add?: number;
    /** Percent of the running instances more; with a minus, fewer. */
    addPercent?: number;
    /** Instances to run from then on. */
    setTo?: number;
  }[];
  /** With `simple`: acts when the metric is at this value or more. */
  above?: number;
  /** With `simple`: acts when the metric is at this value or less. */
  below?: number;
  /** Instances more; with a minus, fewer. */
  add?: number;
  /** Percent of the running instances more; with a minus, fewer. */
  addPercent?: number;
  /** Instances to run from then on. */
  setTo?: number;
  /** With `addPercent`: fewest instances that a change is about. */
  atLeast?: number;
  /** With `step` and `simple`: how long the metric must be beyond the value, in whole minutes. Default: `3m`. */
  for?: string;
  /** With `simple`: time after a change in which it does nothing. Default: the group's. */
  cooldown?: string;
  /** With `track` and `step`: time until a new instance counts in the metric. Default: the group's. */
  warmUp?: string;
  /** With `predict`: `forecast` only shows what it would do; `scale` does it. Default: `forecast`. */
  mode?: 'forecast' | 'scale';
  /** With `predict`: a forecast may raise `capacity.max`, and by so many percent beyond the forecast. Without it max holds. */
  maxBuffer?: number;
  /** With `predict`: how long before the forecast load instances start, in whole minutes. Default: `5m`. */
  ahead?: string;
}

/** A change of capacity at set times: `cron` and at least one number. */
export interface Schedule {
  /** Minute, hour, day of month, month and day of week, in the site's time zone, one space between. */
  cron: string;
  /** Instances from then on. */
  desired?: number;
  /** Lower bound from then on. */
  min?: number;
  /** Upper bound from then on. */
  max?: number;
}

/** What the cloud does not do with this group for now. `replace-unhealthy`, `zone-balance`, `load-balancer` and `refresh` on AWS alone. Default: `[]`. */
export type Suspend = (
  | 'launch'
  | 'terminate'
  | 'health-check'
  | 'replace-unhealthy'
  | 'alarms'
  | 'schedules'
  | 'zone-balance'
  | 'load-balancer'
  | 'refresh'
)[];
