import { Readable } from 'node:stream';

export interface Listener<T> {
  /** Who listens. */
  readonly subject: string;
  /** Whether the caller's token is still good: a stream may outlive the token. */
  readonly isAdmitted: () => Promise<boolean>;
  /** The data of an event, one line. */
  readonly dataOf: (state: T) => string;
}

export interface StreamOptions {
  readonly event: string;
  readonly heartbeatMs: number;
  readonly admissionMs: number;
}

/**
 * The events for one listener. A listener who reads slowly gets the latest state and none of those before: nothing
 * piles up.
 */
export class ListenerStream<T> extends Readable {
  private isRead = false;
  private waiting: string[] = ['retry: 2000\n\n'];
  private sent = '';
  private sentAt = Date.now();
  private admittedAt = Date.now();
  private isEnding = false;

  constructor(
    private readonly listener: Listener<T>,
    private readonly options: StreamOptions,
    private readonly left: () => void,
  ) {
    super();
  }

  tell(state: T, isLast: boolean): void {
    if (this.isEnding) return;
    const { event, heartbeatMs } = this.options;
    const data = this.listener.dataOf(state);
    if (data !== this.sent) {
      this.sent = data;
      this.write([`event: ${event}\ndata: ${data}\n\n`]);
    } else if (Date.now() - this.sentAt > heartbeatMs) this.write([': waiting\n\n']);
    if (isLast) {
      this.waiting.push(`event: end\ndata: ${data}\n\n`);
      this.end();
    } else this.checkAdmission();
  }

  end(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    this.flush();
  }

  override _read(): void {
    this.isRead = true;
    this.flush();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.isEnding = true;
    this.left();
    done(error);
  }

  private write(texts: string[]): void {
    this.sentAt = Date.now();
    // What was not taken yet is outdated by this.
    this.waiting = this.isRead || this.waiting.length < 2 ? [...this.waiting, ...texts] : texts;
    this.flush();
  }

  private flush(): void {
    while (this.isRead) {
      const text = this.waiting.shift();
      if (text === undefined) break;
      this.isRead = this.push(text);
    }
    if (this.isEnding && this.waiting.length === 0) this.push(null);
  }

  private checkAdmission(): void {
    if (Date.now() - this.admittedAt < this.options.admissionMs) return;
    this.admittedAt = Date.now();
    const end = (): void => {
      // Who does not read would never take the end.
      if (this.isRead) this.end();
      else this.destroy();
    };
    this.listener.isAdmitted().then((isAdmitted) => {
      if (!isAdmitted) end();
    }, end);
  }
}
