import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * The metrics of one service, in a separate registry. The default registry of the library is process-wide, and
 * several services can run in one process.
 */
export class Metrics {
  readonly registry = new Registry();

  readonly httpDuration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern, method and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  readonly outboxPending = new Gauge({
    name: 'outbox_pending_events',
    help: 'Events written but not yet seen by all their consumers',
    registers: [this.registry],
  });

  readonly eventsHandled = new Counter({
    name: 'events_handled_total',
    help: 'Events whose effect was committed, by type',
    labelNames: ['type'],
    registers: [this.registry],
  });

  readonly jobsParked = new Counter({
    name: 'jobs_parked_total',
    help: 'Queue jobs given up after their last retry: someone has to look',
    registers: [this.registry],
  });

  readonly scheduledRunsFailed = new Counter({
    name: 'scheduled_runs_failed_total',
    help: 'Runs of recurring tasks that failed and are tried again, by task',
    labelNames: ['schedule'],
    registers: [this.registry],
  });

  constructor(service: string, withProcessMetrics: boolean) {
    this.registry.setDefaultLabels({ service });
    if (withProcessMetrics) collectDefaultMetrics({ register: this.registry });
  }
}
