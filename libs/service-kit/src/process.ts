import type { Logger } from '@passerelle/observability';

/** How long a stop may take before the process ends regardless; orchestrators wait about as long. */
const STOP_LIMIT_MS = 25_000;

/** How long a start that failed may take to close what it had opened. */
const FAILED_START_LIMIT_MS = 8_000;

/** The process ends with this code, at the latest in a few seconds, whatever is still open. */
export function endSoon(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(code), FAILED_START_LIMIT_MS).unref();
}

/**
 * Ends the process in good order at SIGINT or SIGTERM; a second signal ends it at once.
 * Also when a promise was left rejected: its cause is unknown, so the process starts anew.
 */
export function stopOnSignals(logger: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const end = (cause: string, code: number): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info('stopping', { cause });
    setTimeout(() => {
      logger.error('stopping took too long');
      process.exit(1);
    }, STOP_LIMIT_MS).unref();
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        logger.error('stopping failed', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => {
    end('SIGINT', 0);
  });
  process.on('SIGTERM', () => {
    end('SIGTERM', 0);
  });
  process.on('unhandledRejection', (error) => {
    logger.error('a rejection nobody handled', error);
    end('unhandledRejection', 1);
  });
  process.on('uncaughtException', (error) => {
    logger.error('an exception nobody caught', error);
    end('uncaughtException', 1);
  });
}
