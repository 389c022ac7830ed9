/** Medians, units and the table that a run prints. */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export const ms = (value) =>
  value < 1000 ? `${value.toFixed(value < 20 ? 1 : 0)} ms` : `${(value / 1000).toFixed(2)} s`;

export const mb = (bytes) => `${(bytes / 1_048_576).toFixed(0)} MB`;

/** Rows of the printed table. A mark is the most a figure may be; a row without one only informs. */
export function createTable() {
  const rows = [];
  const cells = ({ what, measured, figure, mark, unit }) => [
    what,
    measured,
    figure.toFixed(unit ? 0 : 2) + unit,
    mark === undefined ? '' : `≤ ${mark}${unit}`,
    mark === undefined ? '' : figure <= mark ? 'kept' : 'missed'
  ];
  return {
    /** @param measured both sides in words. @param figure what the mark is about: a ratio, or a number of `unit`. */
    add(what, measured, figure, mark, unit = '') {
      const row = { what, measured, figure, mark, unit };
      rows.push(row);
      console.log(cells(row).filter(Boolean).join(' | '));
    },
    toMarkdown: () =>
      [
        ['what', 'measured', 'figure', 'mark', ''],
        ['---', '---', '--:', '--:', '---'],
        ...rows.map(cells)
      ]
        .map((line) => `| ${line.join(' | ')} |`)
        .join('\n')
  };
}
