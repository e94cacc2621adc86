import Papa from "papaparse";

export interface Table {
  /** The first line. */
  head: string[];
  rows: string[][];
  /** Whether the text has more rows, or more columns, than this. */
  cut: boolean;
}

const MOST_ROWS = 200;
const MOST_COLUMNS = 60;

/**
 * Reads the first rows of a text whose values are separated by commas, semicolons, tabs or bars.
 *
 * @param partial whether the text ends somewhere in the middle: then its last row is not to be trusted
 */
export function readTable(text: string, partial: boolean): Table {
  // The head, the rows, and one more that tells that there are more.
  const { data, meta } = Papa.parse<string[]>(text, { skipEmptyLines: "greedy", preview: MOST_ROWS + 2 });
  const whole = partial && !meta.truncated ? data.slice(0, -1) : data;
  const width = whole.reduce((most, row) => Math.max(most, row.length), 0);
  const [head = [], ...rows] = whole.slice(0, MOST_ROWS + 1).map((row) => row.slice(0, MOST_COLUMNS));
  return { head, rows, cut: partial || whole.length > MOST_ROWS + 1 || width > MOST_COLUMNS };
}
