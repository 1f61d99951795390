/** What a file system error means, in words. */
export function explain(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'ERR_FS_FILE_TOO_LARGE':
      return 'larger than this version can read at once (2 GiB)';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENXIO':
      return 'neither a file nor a folder';
    case '':
      return error instanceof Error ? error.message : String(error);
    default:
      return `the file system says ${code}`;
  }
}
