import { Catch } from '@nestjs/common';

import {
  type HttpReply,
  type HttpRequest,
  type Problem,
  PROBLEM_MEDIA_TYPE,
  ProblemFilter,
} from '@passerelle/http';

import { OAUTH_CODES } from './tokens.errors.js';

/**
 * RFC 6749 § 5.2: below `/oauth`, `error` and `error_description` beside the members of a problem, also for
 * bodies that no controller gets to see.
 */
@Catch()
export class OAuthProblemFilter extends ProblemFilter {
  protected override send(request: HttpRequest, reply: HttpReply, problem: Problem): void {
    if (!request.url.startsWith('/identity/oauth/')) {
      super.send(request, reply, problem);
      return;
    }
    const { accept } = request.headers;
    // The RFC wants application/json, which OAuth libraries ask for by name.
    const asPlainJson = accept?.includes('application/json') === true;
    if (problem.code === 'identity/invalid-client') void reply.header('www-authenticate', 'Basic');
    void reply.type(`${asPlainJson ? 'application/json' : PROBLEM_MEDIA_TYPE}; charset=utf-8`).send(
      JSON.stringify({
        error: oauthCode(problem),
        error_description: problem.detail ?? problem.title,
        ...problem,
        ...(problem.code === 'identity/password-change-required'
          ? { resetUrl: '/identity/v1/password-resets' }
          : {}),
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
