const hidden = ".";

/** Every file in what was dropped, also those in folders; what systems hide stays hidden. */
export async function filesIn(dropped: DataTransfer): Promise<File[]> {
  // The list is emptied as soon as the event is over: everything is taken out of it at once.
  const found = [...dropped.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files = await Promise.all(found.map((each) => (each instanceof File ? [each] : below(each))));
  return files.flat().filter(isMeant);
}

export function isMeant(file: File): boolean {
  const parts = (file.webkitRelativePath || file.name).split("/");
  return !parts.some((part) => part.startsWith(hidden));
}

async function below(entry: FileSystemEntry | null): Promise<File[]> {
  if (entry === null || entry.name.startsWith(hidden)) return [];
  if (entry.isFile)
    return [
      await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
    ];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A folder is told a hundred entries at a time, until none are left.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return files;
    for (const each of some) files.push(...(await below(each)));
  }
}
