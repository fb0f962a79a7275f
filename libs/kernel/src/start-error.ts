/** Why a process does not start, where whoever starts it can put it right: one line with cause and remedy. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}
