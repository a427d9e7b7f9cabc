interface Entry {
  dist: { url: string };
}

/** Versions of a `composer/2.0` metadata file, each with its dist; enough of the format for a floor. */
export function expandVersions(body: Uint8Array): Entry[] {
  const { packages } = JSON.parse(Buffer.from(body).toString('utf8')) as {
    packages: Record<string, Partial<Entry>[]>;
  };
  return Object.values(packages).flatMap((versions) => {
    let dist: Entry['dist'] | undefined;
    return versions.flatMap((version) => {
      dist = version.dist ?? dist;
      return dist ? [{ dist }] : [];
    });
  });
}
