/** What an archive states of a member, in its directory or before the member itself. */
export interface ZipRecord {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  /** Of the packed bytes; `length` is `null` where the archive ends before its records tell. */
  readonly start: number;
  readonly length: number | null;
  /** Of the unpacked bytes. */
  readonly size: number;
  readonly crc32: number;
}
