import { Counter, Histogram } from 'prom-client';

import type { Metrics } from '@passerelle/observability';

import type { Chunk } from './chunk.js';

export class ImportMetrics {
  private readonly lines: Counter<'kind' | 'stage'>;
  private readonly duration: Histogram<'kind'>;

  constructor({ registry }: Metrics) {
    this.lines = new Counter({
      name: 'import_lines_total',
      help: 'Lines of committed chunks, by kind: read, and staged for their merge',
      labelNames: ['kind', 'stage'],
      registers: [registry],
    });
    this.duration = new Histogram({
      name: 'import_duration_seconds',
      help: 'From the start of an uninterrupted run to the end of its import, by kind',
      labelNames: ['kind'],
      buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1_800],
      registers: [registry],
    });
  }

  countLines(kind: string, chunk: Chunk): void {
    this.lines.inc({ kind, stage: 'read' }, chunk.lines);
    this.lines.inc({ kind, stage: 'staged' }, chunk.rows.rows);
  }

  startTimer(): (kind: string) => void {
    const started = performance.now();
    return (kind) => {
      this.duration.observe({ kind }, (performance.now() - started) / 1_000);
    };
  }
}
