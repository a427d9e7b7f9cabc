import { startHttpServer } from '../http-server.ts';

/** A service that says to whom keys belong, and counts what it was asked. */
export interface IdentityService {
  /** Actions, in order. */
  asked: string[];
  host: string;
  stop: () => Promise<void>;
}

export async function startIdentityService(accountId: string): Promise<IdentityService> {
  const asked: string[] = [];
  const server = await startHttpServer((request, response) => {
    asked.push(new URL(request.url ?? '/', 'http://sts').searchParams.get('Action') ?? '');
    response.setHeader('content-type', 'application/json');
    const Arn = `acs:ram::${accountId}:user/ci`;
    response.end(
      JSON.stringify({ AccountId: accountId, Arn, IdentityType: 'RAMUser', PrincipalId: '1', UserId: '1' }),
    );
  });
  return { asked, host: new URL(server.endpoint).host, stop: () => server.stop() };
}
