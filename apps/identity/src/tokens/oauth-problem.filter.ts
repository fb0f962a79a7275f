import { Catch, Injectable } from '@nestjs/common';

import {
  type HttpReply,
  type HttpRequest,
  type Problem,
  PROBLEM_MEDIA_TYPE,
  ProblemFilter,
} from '@passerelle/http';
import { Logger } from '@passerelle/observability';

import { OAUTH_CODES } from './tokens.errors.js';

/** RFC 6749 § 5.2: `error` and `error_description`, beside the members of a problem. */
@Injectable()
@Catch()
export class OAuthProblemFilter extends ProblemFilter {
  constructor(logger: Logger) {
    super(logger, () => []);
  }

  protected override send(request: HttpRequest, reply: HttpReply, problem: Problem): void {
    const { accept } = request.headers;
    // The RFC wants application/json, which OAuth libraries ask for by name.
    const asPlainJson = accept?.includes('application/json') === true;
    if (problem.code === 'identity/invalid-client') void reply.header('www-authenticate', 'Basic');
    void reply.type(`${asPlainJson ? 'application/json' : PROBLEM_MEDIA_TYPE}; charset=utf-8`).send(
      JSON.stringify({
        error:
          OAUTH_CODES[problem.code] ?? (problem.status < 500 ? 'invalid_request' : 'server_error'),
        error_description: problem.detail ?? problem.title,
        ...problem,
        ...(problem.code === 'identity/password-change-required'
          ? { resetUrl: '/identity/v1/password-resets' }
          : {}),
      }),
    );
  }
}
