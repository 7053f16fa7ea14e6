// The columns and order of a DataTable.
export interface Column<Row> {
  key: string;
  /** Empty for a column of buttons: it is then named "actions" to screen readers and left out of exports. */
  label: string;
  align?: 'right';
  sortable?: boolean;
  /** Not on the screen, where another cell says it; in the export. */
  exportOnly?: boolean;
  /** What is sorted, filtered and exported; shown too, unless the slot `cell-KEY` shows it otherwise. */
  value?: (row: Row) => string | number | undefined | null;
}
export interface Sort {
  key: string;
  order: 'up' | 'down';
}
