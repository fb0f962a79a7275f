import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { Public } from '@passerelle/auth';
import { Shown } from '@passerelle/http';
import { Metrics, Readiness } from '@passerelle/observability';

class Liveness {
  @Shown({ enum: ['ok'] })
  status!: string;
}

class ReadinessView {
  @Shown({ enum: ['ready', 'not_ready'] })
  status!: string;

  @Shown({
    description: 'Each thing the service cannot work without: `up` or `down`',
    type: 'object',
    additionalProperties: { type: 'string', enum: ['up', 'down'] },
  })
  checks!: Readonly<Record<string, string>>;
}

@ApiTags('operations')
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** The process runs. */
  @Get('health/live')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: Liveness })
  live(): Liveness {
    return { status: 'ok' };
  }

  /** The service can do its work: its database and queue answer. */
  @Get('health/ready')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: ReadinessView })
  @ApiResponse({
    status: 503,
    type: ReadinessView,
    description: 'Something needed does not answer',
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessView> {
    const checks = await this.readiness.report();
    const ready = Object.values(checks).every((state) => state === 'up');
    void reply.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not_ready', checks };
  }

  /** Figures for Prometheus, without personal data. */
  @Get('metrics')
  @Header('cache-control', 'no-store')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  figures(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
