/**
 * Operations by the name that people see, as Microsoft.Compute lists them (answer of "Operations - List", `display`).
 * Other providers' names are not listed: they stay unknown.
 */
const NAMES: Readonly<Record<string, string>> = {
  'Get Disk': 'Microsoft.Compute/disks/read',
  'Create or Update Disk': 'Microsoft.Compute/disks/write',
  'Delete Disk': 'Microsoft.Compute/disks/delete',
  'Get Disk SAS URI': 'Microsoft.Compute/disks/beginGetAccess/action',
  'Revoke Disk SAS URI': 'Microsoft.Compute/disks/endGetAccess/action',
  'Get Snapshot': 'Microsoft.Compute/snapshots/read',
  'Create or Update Snapshot': 'Microsoft.Compute/snapshots/write',
  'Delete Snapshot': 'Microsoft.Compute/snapshots/delete',
  'Get Snapshot SAS URI': 'Microsoft.Compute/snapshots/beginGetAccess/action',
  'Revoke Snapshot SAS URI': 'Microsoft.Compute/snapshots/endGetAccess/action',
  'Get Image': 'Microsoft.Compute/images/read',
  'Create or Update Image': 'Microsoft.Compute/images/write',
  'Delete Image': 'Microsoft.Compute/images/delete',
  'Create or Update Virtual Machine': 'Microsoft.Compute/virtualMachines/write',
  'Delete Virtual Machine': 'Microsoft.Compute/virtualMachines/delete',
};

const BY_FOLDED = new Map(Object.entries(NAMES).map(([name, operation]) => [name.toLowerCase(), operation]));

/**
 * The operation that is shown as `name`, in any letter case; `null` when nobody documents it, or when the thing it was
 * done to is of another `type` (`Microsoft.Compute/snapshots`).
 */
export function operationShownAs(name: string, type: string | null): string | null {
  const operation = BY_FOLDED.get(name.trim().toLowerCase());
  if (operation === undefined) return null;
  return type === null || operation.toLowerCase().startsWith(`${type.toLowerCase()}/`) ? operation : null;
}
