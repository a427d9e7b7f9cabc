import { type Exchange, readText } from '../../../storage/s3/exchange.ts';

/** A call that puts values into a cloud's store. */
export interface MetricsRequest {
  headers: Record<string, string>;
  body: string;
}

/** Of an answer that explains a refusal. */
const EXPLANATION = 400;

/** @throws where the service doesn't take it; what is lost is told anew a minute later */
export async function send(exchange: Exchange, { headers, body }: MetricsRequest): Promise<void> {
  const answer = await exchange.send({ method: 'POST', path: '/', headers, body: Buffer.from(body) });
  const text = await readText(answer);
  const { statusCode = 0 } = answer;
  if (statusCode < 200 || statusCode >= 300) {
    throw new Error(`metrics were refused: ${statusCode} ${text.slice(0, EXPLANATION)}`);
  }
}
