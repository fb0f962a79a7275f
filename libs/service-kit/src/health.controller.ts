import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Public } from '@passerelle/auth';
import { Problems, requestErrors } from '@passerelle/http';
import { Metrics, Readiness } from '@passerelle/observability';

import { OperatorAccess, operatorErrors } from './operator-access.js';
import { Liveness, ReadinessView } from './health.view.js';

@ApiTags('operations')
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    private readonly operator: OperatorAccess,
  ) {}

  @Get('health/live')
  @ApiOperation({ summary: 'The process runs' })
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: Liveness })
  live(): Liveness {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @ApiOperation({ summary: 'The service can do its work: its database and queue answer' })
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: ReadinessView })
  @ApiResponse({
    status: 503,
    type: ReadinessView,
    description: 'Something needed does not answer',
  })
  async ready(
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReadinessView> {
    const checks = await this.readiness.report();
    const ready = Object.values(checks).every((state) => state === 'up');
    void reply.status(ready ? 200 : 503);
    const status = ready ? 'ready' : 'not_ready';
    return this.operator.admits(headers.authorization) ? { status, checks } : { status };
  }

  @Get('metrics')
  @ApiOperation({
    summary: 'Figures for Prometheus, without personal data',
    description: 'With the token of the operator (`OPERATOR_TOKEN`) as bearer token.',
  })
  @Problems(operatorErrors.tokenRequired, requestErrors.unknownPath)
  @Header('cache-control', 'no-store')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async figures(@Req() { headers }: FastifyRequest): Promise<string> {
    this.operator.assert(headers.authorization);
    return this.metrics.registry.metrics();
  }
}
