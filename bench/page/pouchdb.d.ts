/** The little of PouchDB that the benchmark uses; its own types are a package of their own. */
declare module 'pouchdb-browser' {
  interface Row<Doc> {
    readonly doc?: Doc & { _id: string; _rev: string };
  }
  export default class PouchDB<Doc extends object = object> {
    constructor(name: string);
    bulkDocs(docs: readonly (Doc & { _id: string })[]): Promise<unknown>;
    allDocs(options: { include_docs: true; endkey?: string }): Promise<{ rows: Row<Doc>[] }>;
    put(doc: Doc & { _id: string; _rev?: string }): Promise<{ rev: string }>;
    close(): Promise<void>;
  }
}
