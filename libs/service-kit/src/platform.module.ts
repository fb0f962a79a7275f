import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';

import { AccessGuard, StepUpPolicy, TokenVerifier } from '@passerelle/auth';
import {
  DirectReads,
  IdempotencyInterceptor,
  RateLimitGuard,
  RateLimits,
  ResponseInterceptor,
  ValidationPipe,
} from '@passerelle/http';
import { Clock, WorkingCalendar } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { Logger, Metrics, Readiness } from '@passerelle/observability';
import { Transactions } from '@passerelle/persistence';

import { Housekeeping } from './housekeeping.js';
import { HealthController } from './health.controller.js';
import { OperatorAccess } from './operator-access.js';

/** Injects a service's own settings: `@Inject(SETTINGS) settings: MediationSettings`. */
export const SETTINGS = Symbol('passerelle:settings');
/** Injects what every service shares. */
export const PLATFORM_SETTINGS = Symbol('passerelle:platform-settings');

export interface PlatformParts {
  readonly clock: Clock;
  readonly calendar: WorkingCalendar;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly transactions: Transactions;
  readonly outbox: Outbox;
  readonly verifier: TokenVerifier;
  readonly stepUp: StepUpPolicy;
  readonly directReads: DirectReads;
  readonly rateLimits: RateLimits;
  readonly operatorAccess: OperatorAccess;
  readonly settings: object;
  readonly platformSettings: object;
}

/** What a service finds ready for injection, and what stands around each of its routes. */
@Global()
@Module({})
export class PlatformModule {
  static around(feature: new () => object, parts: PlatformParts): DynamicModule {
    const values: Provider[] = [
      { provide: Clock, useValue: parts.clock },
      { provide: WorkingCalendar, useValue: parts.calendar },
      { provide: Logger, useValue: parts.logger },
      { provide: Metrics, useValue: parts.metrics },
      { provide: Readiness, useValue: parts.readiness },
      { provide: Transactions, useValue: parts.transactions },
      { provide: Outbox, useValue: parts.outbox },
      { provide: TokenVerifier, useValue: parts.verifier },
      { provide: StepUpPolicy, useValue: parts.stepUp },
      { provide: DirectReads, useValue: parts.directReads },
      { provide: RateLimits, useValue: parts.rateLimits },
      { provide: OperatorAccess, useValue: parts.operatorAccess },
      { provide: SETTINGS, useValue: parts.settings },
      { provide: PLATFORM_SETTINGS, useValue: parts.platformSettings },
    ];
    return {
      module: PlatformModule,
      imports: [feature],
      controllers: [HealthController],
      providers: [
        ...values,
        Housekeeping,
        { provide: APP_GUARD, useClass: AccessGuard },
        // After the first: it counts callers whose token is good.
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_PIPE, useClass: ValidationPipe },
        // The first is the outermost: it keeps the answer with the headers that the second sets.
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ResponseInterceptor },
      ],
      exports: values,
    };
  }
}
