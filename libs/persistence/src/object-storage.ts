/** An S3-compatible storage, for contents that are too large for rows. */
export interface ObjectStorage {
  /** `https://host[:port]` */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** What every key begins with; empty, or ended by a slash. */
  readonly prefix: string;
  /** The bucket stands in the path of an address, not in its host name. */
  readonly pathStyle: boolean;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Injects the `ObjectStorage` in which imports wait, `null` where they wait in PostgreSQL. */
export const IMPORT_SPOOL = Symbol('passerelle:import-spool');
