package io.appkit.analytics.arrow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** The fields of a stream. */
final class ArrowSchema {

    private final List<Field> fields;

    private ArrowSchema(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * Reads a schema message; the fields are those of plain values.
     *
     * @throws io.appkit.api.AppKitException if pages could not read batches of it
     */
    static ArrowSchema of(org.apache.arrow.flatbuf.Schema message) {
        if (message.endianness() != Endianness.Little) {
            throw ArrowFailures.unsupported("The Arrow result is big-endian");
        }
        return new ArrowSchema(Schema.convertSchema(message).getFields().stream()
                .map(ArrowSchema::plain)
                .toList());
    }

    /** A field of the values, whether or not they are in a dictionary. */
    private static Field plain(Field field) {
        FieldType type = new FieldType(field.isNullable(), field.getType(), null, field.getMetadata());
        return new Field(
                field.getName(),
                type,
                field.getChildren().stream().map(ArrowSchema::plain).toList());
    }

    /** Whether values of some column are in a dictionary. */
    static boolean hasDictionaries(org.apache.arrow.flatbuf.Schema message) {
        return Schema.convertSchema(message).getFields().stream().anyMatch(ArrowSchema::hasDictionary);
    }

    private static boolean hasDictionary(Field field) {
        return field.getDictionary() != null || field.getChildren().stream().anyMatch(ArrowSchema::hasDictionary);
    }

    /** The schema of a result the warehouse has described, but not sent. */
    static ArrowSchema of(List<ResultColumn> columns) {
        List<Field> fields = new ArrayList<>();
        for (ResultColumn column : columns) {
            fields.add(SqlTypeText.field(column.name(), column.typeText()));
        }
        return new ArrowSchema(fields);
    }

    /** The same fields under the given names; a name that is empty or not unique leaves the field's own. */
    ArrowSchema named(List<String> names) {
        if (names.size() != fields.size()) {
            return this;
        }
        List<Field> named = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Field field = fields.get(i);
            String name = names.get(i);
            boolean fits = !name.isEmpty() && Collections.frequency(names, name) == 1;
            named.add(fits ? new Field(name, field.getFieldType(), field.getChildren()) : field);
        }
        return new ArrowSchema(named);
    }

    List<Field> fields() {
        return fields;
    }

    boolean sameAs(ArrowSchema other) {
        return fields.equals(other.fields);
    }

    /** The whole schema message. */
    ByteBuffer message() {
        return IpcFrame.of(MessageSerializer.serializeMetadata(new Schema(fields), IpcOption.DEFAULT));
    }
}
