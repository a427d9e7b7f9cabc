import { join } from 'node:path';

/** Composer with a home and a cache in a folder, that asks nobody and knows nothing of whoever runs it. */
export const composerEnvironment = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: join(folder, 'home'),
  COMPOSER_HOME: join(folder, 'home/composer'),
  COMPOSER_CACHE_DIR: join(folder, 'cache'),
  COMPOSER_ALLOW_SUPERUSER: '1',
  COMPOSER_NO_INTERACTION: '1',
  LANG: 'C.UTF-8',
});
