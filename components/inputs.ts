import type { Input } from '@pulumi/pulumi';

/** Plain data of which any part, at any depth, may become known only when other resources exist. */
export type Inputs<T> = T extends readonly (infer Element)[]
  ? Input<Inputs<Element>[]>
  : T extends object
    ? { [Key in keyof T]: Inputs<T[Key]> }
    : Input<T>;
