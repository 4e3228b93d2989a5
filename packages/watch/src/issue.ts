/** Something in an imported file that was not understood or not used; the rest of the file still counts. */
export interface ImportIssue {
  readonly code: 'syntax' | 'geometry' | 'limit' | 'schedule' | 'value' | 'unsupported' | 'too-many';
  /** Line from 1, feature index, or identifier. */
  readonly where: string;
  readonly message: string;
}

/** What an importer gives: everything that was understood, and what was not. */
export interface Imported<T> {
  readonly items: readonly T[];
  readonly issues: readonly ImportIssue[];
}
