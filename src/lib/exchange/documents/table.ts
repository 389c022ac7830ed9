/** A table that leaves the house, before it becomes a file. Cells are values; how they are written is decided by kind. */
export type CellKind = 'text' | 'number' | 'date' | 'money';

export interface TableColumn {
  readonly label: string;
  readonly kind: CellKind;
  /** In characters. */
  readonly width?: number;
}

export type TableCell = string | number | null;

export interface TableInput {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Lines below the table. */
  readonly notes?: readonly string[];
}

/** Who took the table out, when and for what (DOMAIN J "export watermark"). */
export interface TableMarks {
  readonly who: string;
  /** As shown: 2026-11-23 10:30. */
  readonly when: string;
  readonly purpose: string;
  /** 内部使用 or 对外. */
  readonly audience: string;
}

/** S1-37: names stand in their line, empty ones leave room to sign. */
export interface SignOff {
  readonly preparedBy?: string;
  readonly checkedBy?: string;
  readonly approvedBy?: string;
  readonly unit?: string;
  readonly date?: string;
}
