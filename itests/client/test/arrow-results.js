import { Int32, Table, Utf8, tableToIPC, vectorFromArray } from "apache-arrow";
import { succeeded } from "./scripted-workspace.js";

const EXPIRATION = "2099-01-01T00:00:00Z";

/** An Arrow IPC stream with columns of numbers and texts, named by position as warehouses do. */
export function stream(columns) {
  const vectors = columns.map((values) =>
    vectorFromArray(values, typeof values[0] === "string" ? new Utf8() : new Int32()),
  );
  const table = new Table(Object.fromEntries(vectors.map((vector, position) => [`col_${position}`, vector])));
  return tableToIPC(table, "stream");
}

function described(names, columns) {
  return names.map((name, position) => ({
    name,
    type: typeof columns[position]?.[0] === "string" ? "STRING" : "INT",
  }));
}

const REFUSAL = {
  status: 400,
  json: { error_code: "INVALID_PARAMETER_VALUE", message: "The disposition INLINE only supports JSON_ARRAY" },
};

/** A result that comes with the answer, where that is asked for. */
export function inline(workspace, sql, id, names, columns) {
  workspace.answers[sql] = ({ body }) =>
    body.disposition === "INLINE"
      ? succeeded(
          id,
          described(names, columns),
          {
            chunk_index: 0,
            row_offset: 0,
            row_count: columns[0].length,
            attachment: Buffer.from(stream(columns)).toString("base64"),
          },
          "ARROW_STREAM",
        )
      : REFUSAL;
}

/** A result behind one link for each of its parts, of which the last may break. */
export function linked(workspace, sql, id, names, parts, { breaks = false } = {}) {
  const link = (index) => ({
    chunk_index: index,
    row_offset: 0,
    row_count: parts[index][0].length,
    byte_count: stream(parts[index]).length,
    ...(index + 1 < parts.length && {
      next_chunk_index: index + 1,
      next_chunk_internal_link: `/api/2.0/sql/statements/${id}/result/chunks/${index + 1}`,
    }),
    external_link: `${workspace.url}/links/${id}/${index}`,
    expiration: EXPIRATION,
  });
  const answer = succeeded(
    id,
    described(names, parts[0] ?? []),
    parts.length > 0 ? { external_links: [link(0)] } : {},
    "ARROW_STREAM",
    parts.length,
  );
  answer.json.manifest.total_row_count = parts.reduce((sum, [first]) => sum + first.length, 0);
  workspace.answers[sql] = ({ body }) => (body.disposition === "EXTERNAL_LINKS" ? answer : REFUSAL);
  workspace.answers[`GET /api/2.0/sql/statements/${id}`] = () => answer;
  parts.forEach((part, index) => {
    workspace.answers[`GET /api/2.0/sql/statements/${id}/result/chunks/${index}`] = () => ({
      json: { external_links: [link(index)] },
    });
    workspace.answers[`GET /links/${id}/${index}`] = () => ({
      bytes: Buffer.from(stream(part)),
      cut: breaks && index === parts.length - 1,
    });
  });
}

/** A result that is a given stream behind one link. */
export function given(workspace, sql, id, columns, bytes) {
  const link = { chunk_index: 0, external_link: `${workspace.url}/links/${id}/0`, expiration: EXPIRATION };
  workspace.answers[sql] = ({ body }) =>
    body.disposition === "EXTERNAL_LINKS"
      ? succeeded(id, columns, bytes ? { external_links: [link] } : {}, "ARROW_STREAM", bytes ? 1 : 0)
      : REFUSAL;
  workspace.answers[`GET /links/${id}/0`] = () => ({ bytes });
}
