import { once } from "node:events";
import { createServer } from "node:http";

const API = "/api/2.0/sql";

/**
 * A Databricks workspace that says what a test wrote down.
 *
 * `warehouse`: states of the warehouse, the last one stays. `answers`: functions of the call that give the answer, by SQL
 * or by method and path. `calls`: what was asked.
 */
export async function startWorkspace(port) {
  const workspace = { url: `http://127.0.0.1:${port}`, warehouse: ["RUNNING"], answers: {}, calls: [], close };

  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) {
      text += part;
    }
    const call = {
      line: `${request.method} ${request.url}`,
      token: request.headers.authorization?.replace("Bearer ", ""),
      body: text ? JSON.parse(text) : null,
    };
    workspace.calls.push(call);
    const { status = 200, json = {}, bytes = JSON.stringify(json), cut = false } = answerTo(call) ?? { status: 404 };
    response.writeHead(status, { "Content-Length": Buffer.byteLength(bytes) });
    if (cut) {
      response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    } else {
      response.end(bytes);
    }
  });

  function answerTo(call) {
    const { line, body } = call;
    if (line.startsWith(`GET ${API}/warehouses/`)) {
      const [state] = workspace.warehouse.length > 1 ? workspace.warehouse.splice(0, 1) : workspace.warehouse;
      return { json: { id: "w1", state } };
    }
    if (line.startsWith(`POST ${API}/warehouses/`)) {
      return {};
    }
    return workspace.answers[body?.statement?.trim() ?? line]?.(call);
  }

  async function close() {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  }

  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return workspace;
}

/** A statement that has succeeded, with what is to be said of its result. */
export function succeeded(id, columns, result, format = "JSON_ARRAY", chunks = 1) {
  return {
    json: {
      statement_id: id,
      status: { state: "SUCCEEDED" },
      manifest: {
        format,
        schema: {
          column_count: columns.length,
          columns: columns.map(({ name, type = "STRING" }, position) => ({
            name,
            position,
            type_name: type,
            type_text: type,
          })),
        },
        total_chunk_count: chunks,
        truncated: false,
      },
      result,
    },
  };
}

/** A statement that has succeeded, with its rows as text. */
export function rows(id, names, data) {
  return succeeded(
    id,
    names.map((name) => ({ name })),
    { chunk_index: 0, row_offset: 0, row_count: data.length, data_array: data },
  );
}
