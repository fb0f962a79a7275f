import { Shown } from '@passerelle/http';

/** RFC 8414: the names are those of the standard. */
export class ServerMetadataView {
  @Shown()
  issuer!: string;

  @Shown()
  token_endpoint!: string;

  @Shown()
  revocation_endpoint!: string;

  @Shown()
  jwks_uri!: string;

  @Shown({ type: [String] })
  grant_types_supported!: readonly string[];

  @Shown({ type: [String] })
  token_endpoint_auth_methods_supported!: readonly string[];

  @Shown({
    type: [String],
    description: 'A refresh token has 256 random bits, so the token itself is proof enough',
  })
  revocation_endpoint_auth_methods_supported!: readonly string[];

  @Shown({ type: [String], description: 'Empty, because there is no authorisation endpoint' })
  response_types_supported!: readonly string[];

  @Shown({ type: [String] })
  scopes_supported!: readonly string[];
}
