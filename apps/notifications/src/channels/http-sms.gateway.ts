import type { Outcome } from '../messages/message.js';
import type { Sms, SmsGateway } from './sms-gateway.js';

export interface HttpSmsOptions {
  readonly url: string;
  readonly token: string | null;
  readonly sender: string;
  readonly idempotent: boolean;
  readonly timeoutMs?: number;
}

/** Failures of a connection that never came to be: nothing was sent. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/**
 * `POST <url>` with `{"id", "from", "to", "text"}`, a bearer token and the message's id as
 * `Idempotency-Key`. Any 2xx means taken.
 */
export class HttpSmsGateway implements SmsGateway {
  readonly idempotent: boolean;

  constructor(private readonly options: HttpSmsOptions) {
    this.idempotent = options.idempotent;
  }

  async send({ id, to, text }: Sms): Promise<Outcome> {
    const { url, token, sender, timeoutMs = 20_000 } = this.options;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': id,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ id, from: sender, to, text }),
        // A redirection would carry number and text to wherever it points.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      return this.answered(response.status);
    } catch (error) {
      return this.failed(error);
    }
  }

  private answered(status: number): Outcome {
    const code = `sms_${String(status)}`;
    if (status >= 200 && status < 300) return { kind: 'sent' };
    // Not taken: too many, not now, or our own credentials or address are wrong, which gets repaired.
    if ([401, 403, 404, 429, 503].includes(status)) return { kind: 'not_now', code };
    if (status >= 400 && status < 500) return { kind: 'refused', code };
    return status >= 500 ? this.unclear(code) : { kind: 'not_now', code };
  }

  private failed(error: unknown): Outcome {
    const { cause } = (error ?? {}) as { cause?: { code?: unknown } };
    const code = typeof cause?.code === 'string' ? cause.code : '';
    if (NEVER_CONNECTED.test(code)) return { kind: 'not_now', code: 'sms_unreachable' };
    return this.unclear('sms_no_answer');
  }

  private unclear(code: string): Outcome {
    return { kind: this.idempotent ? 'not_now' : 'unclear', code };
  }
}
