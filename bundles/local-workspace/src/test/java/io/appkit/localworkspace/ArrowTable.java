package io.appkit.localworkspace;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** What an Arrow stream says. */
record ArrowTable(Schema schema, List<List<Object>> rows) {

    static ArrowTable of(byte[] stream) throws Exception {
        try (RootAllocator memory = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(stream), memory)) {
            List<List<Object>> rows = new ArrayList<>();
            while (reader.loadNextBatch()) {
                for (int i = 0; i < reader.getVectorSchemaRoot().getRowCount(); i++) {
                    List<Object> row = new ArrayList<>();
                    for (FieldVector vector : reader.getVectorSchemaRoot().getFieldVectors()) {
                        row.add(vector.getObject(i));
                    }
                    rows.add(row);
                }
            }
            return new ArrowTable(reader.getVectorSchemaRoot().getSchema(), rows);
        }
    }

    /** That of an answer's attachment. */
    static ArrowTable attached(JsonNode body) throws Exception {
        return of(body.at("/result/attachment").binaryValue());
    }

    List<String> types() {
        return schema.getFields().stream()
                .map(field -> field.getType().toString())
                .toList();
    }

    List<String> names() {
        return schema.getFields().stream().map(field -> field.getName()).toList();
    }

    List<Object> column(int index) {
        return rows.stream().map(row -> row.get(index)).toList();
    }
}
