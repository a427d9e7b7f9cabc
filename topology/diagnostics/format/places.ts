/**
 * A file's path as the repository has it: relative to its root, with `/`; of a file that lies elsewhere, the absolute
 * one. CI systems know files by it, wherever a command was started.
 */
export type PathOf = (file: string) => string;
