/**
 * The commands that make a PHP project use the mirror and nothing else; they work as they are in the project's folder.
 *
 * @param mirror base URL of the edge `mirrors`
 */
export function composerLines(mirror: string): string[] {
  return [
    // Composer refuses plain HTTP otherwise, even on loopback.
    ...(mirror.startsWith('http://') ? ['composer config secure-http false'] : []),
    'composer config repositories.packagist.org false',
    `composer config repositories.skerry composer ${mirror}`,
  ];
}
