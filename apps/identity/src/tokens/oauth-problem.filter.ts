import { Catch } from '@nestjs/common';

import {
  type HttpReply,
  type HttpRequest,
  type Problem,
  PROBLEM_MEDIA_TYPE,
  ProblemFilter,
} from '@passerelle/http';

import { continuationOf } from './second-factor-required.js';
import { OAUTH_CODES } from './tokens.errors.js';

/**
 * Adds `error` and `error_description` (RFC 6749 § 5.2) to the problems of the paths below `/oauth`, also to
 * problems that occur before a controller is called.
 */
@Catch()
export class OAuthProblemFilter extends ProblemFilter {
  protected override send(
    request: HttpRequest,
    reply: HttpReply,
    problem: Problem,
    exception: unknown,
  ): void {
    if (!request.url.startsWith('/identity/oauth/')) {
      super.send(request, reply, problem, exception);
      return;
    }
    const { accept } = request.headers;
    // The RFC requires application/json, and OAuth libraries ask for this type by name.
    const asPlainJson = accept?.includes('application/json') === true;
    if (problem.code === 'identity/invalid-client') void reply.header('www-authenticate', 'Basic');
    void reply.type(`${asPlainJson ? 'application/json' : PROBLEM_MEDIA_TYPE}; charset=utf-8`).send(
      JSON.stringify({
        error: oauthCode(problem),
        error_description: problem.detail ?? problem.title,
        ...problem,
        ...(problem.code === 'identity/password-change-required'
          ? { resetUrl: `${this.publicPath}/identity/v1/password-resets` }
          : {}),
        ...continuationOf(exception),
      }),
    );
  }
}

function oauthCode({ code, status, errors }: Problem): string {
  const isOtherGrant = errors.some(
    ({ pointer, code: fault }) => pointer === '/grant_type' && fault === 'one-of',
  );
  if (isOtherGrant) return 'unsupported_grant_type';
  return OAUTH_CODES[code] ?? (status < 500 ? 'invalid_request' : 'server_error');
}
