import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** What a file of tests has around it. */
export interface Scene {
  /** Once, before the first test; what it has begun when it fails is stopped. */
  start(): Promise<void>;
  /** Before each test. */
  begin(): Promise<void>;
  end(): Promise<void>;
  stop(): Promise<void>;
}

/** A scene with its beginning and end among the file's hooks. */
export function useScene<T extends Scene>(scene: T): T {
  beforeAll(() => scene.start());
  afterAll(() => scene.stop());
  beforeEach(() => scene.begin());
  afterEach(() => scene.end());
  return scene;
}
