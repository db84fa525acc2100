/** Files that a person gave by dropping, picking or pasting; folders are walked, hidden files left out. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  // Entries must be taken before the first await: afterwards the browser empties the transfer.
  const entries = [...transfer.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const loose = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return loose.filter(visible);
  const found = await Promise.all(entries.filter((entry) => entry !== null).map(walk));
  return found.flat();
}

/** What a paste brings: files, or a table copied from a spreadsheet as one tab- or comma-separated file; nothing for mere words. */
export async function filesOfPaste(transfer: DataTransfer, name: string): Promise<File[]> {
  if (transfer.files.length > 0) return filesOf(transfer);
  const text = transfer.getData('text/plain');
  if (!isTable(text)) return [];
  return [new File([text], `${name}.${text.includes('\t') ? 'tsv' : 'csv'}`, { type: 'text/plain' })];
}

/** True for text of at least two lines whose first has a tab or a comma. */
export function isTable(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length >= 2 && /[\t,]/.test(lines[0]!);
}

/** True while what is dragged over the page holds files. */
export function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

async function walk(entry: FileSystemEntry): Promise<File[]> {
  if (entry.name.startsWith('.')) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    return visible(file) ? [file] : [];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A reader hands out at most a hundred entries at a time and an empty batch at the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (batch.length === 0) return files;
    for (const inner of batch) files.push(...(await walk(inner)));
  }
}

/** Left out: hidden files, and the lock files that spreadsheets leave beside an open workbook. */
function visible(file: File): boolean {
  return !file.name.startsWith('.') && !file.name.startsWith('~$');
}
