/** A URL as everyone may see it: without user, password, query (which may hold a token) and fragment. */
export function publicUrl(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** As the log shows it: a query tells which file was meant, a password tells nobody anything. */
export function loggedUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
