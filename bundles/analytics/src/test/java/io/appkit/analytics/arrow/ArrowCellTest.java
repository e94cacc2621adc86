package io.appkit.analytics.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampSecTZVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.complex.writer.BaseWriter.StructWriter;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contract: analytics, section 7, decoding rules of the JSON fallback. */
class ArrowCellTest {

    private static final long INSTANT_MICROS = 1_700_000_000_123_456L;

    private final BufferAllocator memory = new RootAllocator();

    @AfterEach
    void release() {
        memory.close();
    }

    /** The text of a value that is written into a new vector. */
    private <V extends FieldVector> String text(Function<BufferAllocator, V> type, Consumer<V> value)
            throws IOException {
        try (V vector = type.apply(memory)) {
            value.accept(vector);
            vector.setValueCount(1);
            return ArrowCell.text(vector, 0);
        }
    }

    private static <V> Function<BufferAllocator, V> named(Constructor<V> constructor) {
        return memory -> constructor.make("v", memory);
    }

    private interface Constructor<V> {
        V make(String name, BufferAllocator memory);
    }

    @Test
    void integersAreTheirDigits() throws IOException {
        assertThat(text(named(TinyIntVector::new), v -> v.setSafe(0, -128))).isEqualTo("-128");
        assertThat(text(named(SmallIntVector::new), v -> v.setSafe(0, 32_767))).isEqualTo("32767");
        assertThat(text(named(IntVector::new), v -> v.setSafe(0, Integer.MIN_VALUE)))
                .isEqualTo("-2147483648");
        assertThat(text(named(BigIntVector::new), v -> v.setSafe(0, Long.MAX_VALUE)))
                .isEqualTo("9223372036854775807");
    }

    @Test
    void decimalsHaveTheirScale() throws IOException {
        assertThat(text(memory -> new DecimalVector("v", memory, 10, 2), v -> v.setSafe(0, new BigDecimal("1200.50"))))
                .isEqualTo("1200.50");
        assertThat(text(
                        memory -> new DecimalVector("v", memory, 38, 10),
                        v -> v.setSafe(0, new BigDecimal("0.0000000000"))))
                .isEqualTo("0.0000000000");
        assertThat(text(
                        memory -> new Decimal256Vector("v", memory, 40, 1),
                        v -> v.setSafe(0, new BigDecimal("-123456789012345678901234567890123456789.0"))))
                .isEqualTo("-123456789012345678901234567890123456789.0");
    }

    @Test
    void floatingPointNumbersAndBooleansAreTheirTexts() throws IOException {
        assertThat(text(named(Float4Vector::new), v -> v.setSafe(0, 1.5f))).isEqualTo("1.5");
        assertThat(text(named(Float8Vector::new), v -> v.setSafe(0, 0.1))).isEqualTo("0.1");
        assertThat(text(named(BitVector::new), v -> v.setSafe(0, 1))).isEqualTo("true");
        assertThat(text(named(BitVector::new), v -> v.setSafe(0, 0))).isEqualTo("false");
    }

    @Test
    void textsAreThemselves() throws IOException {
        assertThat(text(named(VarCharVector::new), v -> v.setSafe(0, new Text("ä \"€\""))))
                .isEqualTo("ä \"€\"");
        assertThat(text(named(LargeVarCharVector::new), v -> v.setSafe(0, new Text(""))))
                .isEmpty();
    }

    @Test
    void datesAreIsoDates() throws IOException {
        assertThat(text(named(DateDayVector::new), v -> v.setSafe(0, 20_000))).isEqualTo("2024-10-04");
        assertThat(text(named(DateDayVector::new), v -> v.setSafe(0, -1))).isEqualTo("1969-12-31");
        assertThat(text(named(DateMilliVector::new), v -> v.setSafe(0, 20_000L * 86_400_000)))
                .isEqualTo("2024-10-04");
    }

    @Test
    void instantsAreInMillisecondsOfUtc() throws IOException {
        assertThat(text(
                        memory -> new TimeStampMicroTZVector("v", memory, "Europe/Berlin"),
                        v -> v.setSafe(0, INSTANT_MICROS)))
                .isEqualTo("2023-11-14T22:13:20.123Z");
        assertThat(text(
                        memory -> new TimeStampMilliTZVector("v", memory, "UTC"),
                        v -> v.setSafe(0, INSTANT_MICROS / 1000)))
                .isEqualTo("2023-11-14T22:13:20.123Z");
        assertThat(text(memory -> new TimeStampSecTZVector("v", memory, "UTC"), v -> v.setSafe(0, 0)))
                .isEqualTo("1970-01-01T00:00:00.000Z");
    }

    @Test
    void timestampsWithoutZoneHaveNone() throws IOException {
        assertThat(text(named(TimeStampMicroVector::new), v -> v.setSafe(0, -1)))
                .isEqualTo("1969-12-31T23:59:59.999");
        assertThat(text(named(TimeStampNanoVector::new), v -> v.setSafe(0, INSTANT_MICROS * 1000)))
                .isEqualTo("2023-11-14T22:13:20.123");
    }

    @Test
    void bytesAreBase64() throws IOException {
        assertThat(text(named(VarBinaryVector::new), v -> v.setSafe(0, new byte[] {1, 2, 3})))
                .isEqualTo("AQID");
        assertThat(text(
                        memory -> new FixedSizeBinaryVector("v", memory, 2),
                        v -> v.setSafe(0, new byte[] {(byte) 255, 0})))
                .isEqualTo("/wA=");
    }

    @Test
    void nothingIsNull() throws IOException {
        assertThat(text(named(BigIntVector::new), v -> v.setNull(0))).isNull();
        assertThat(text(memory -> new NullVector("v"), v -> {})).isNull();
        assertThat(text(named(ListVector::empty), v -> v.setNull(0))).isNull();
    }

    private static void twoNumbers(UnionListWriter list) {
        list.startList();
        list.bigInt().writeBigInt(1);
        list.bigInt().writeNull();
        list.endList();
    }

    @Test
    void listsAreJson() throws IOException {
        assertThat(text(named(ListVector::empty), v -> twoNumbers(v.getWriter())))
                .isEqualTo("[1,null]");
        assertThat(text(memory -> FixedSizeListVector.empty("v", 2, memory), v -> {
                    BigIntVector elements =
                            (BigIntVector) v.addOrGetVector(org.apache.arrow.vector.types.pojo.FieldType.nullable(
                                            new org.apache.arrow.vector.types.pojo.ArrowType.Int(64, true)))
                                    .getVector();
                    elements.setSafe(0, 1);
                    elements.setSafe(1, 2);
                    v.setNotNull(0);
                }))
                .isEqualTo("[1,2]");
        assertThat(text(named(LargeListVector::empty), v -> {
                    var writer = v.getWriter();
                    writer.startList();
                    writer.bigInt().writeBigInt(3);
                    writer.endList();
                }))
                .isEqualTo("[3]");
    }

    private static void struct(StructVector vector, Consumer<StructWriter> members) {
        var writer = vector.getWriter();
        writer.start();
        members.accept(writer);
        writer.end();
    }

    @Test
    void structsAreJsonWhoseScalarsAreAsTheyAreAlone() throws IOException {
        assertThat(text(
                        named(StructVector::empty),
                        v -> struct(v, members -> {
                            members.integer("n").writeInt(1);
                            members.bit("b").writeBit(1);
                            members.float8("f").writeFloat8(0.5);
                            members.decimal("d", 2, 10).writeDecimal(new BigDecimal("1.50"));
                            members.varChar("t").writeVarChar("x\"y");
                            members.dateDay("day").writeDateDay(20_000);
                            members.timeStampMicroTZ("at", "UTC").writeTimeStampMicroTZ(INSTANT_MICROS);
                            members.varBinary("bytes").writeVarBinary(new byte[] {1, 2, 3});
                            members.list("l").startList();
                            members.list("l").integer().writeInt(7);
                            members.list("l").endList();
                        })))
                .isEqualTo("{\"n\":1,\"b\":true,\"f\":0.5,\"d\":1.50,\"t\":\"x\\\"y\",\"day\":\"2024-10-04\","
                        + "\"at\":\"2023-11-14T22:13:20.123Z\",\"bytes\":\"AQID\",\"l\":[7]}");
    }

    @Test
    void mapsAreJsonObjects() throws IOException {
        assertThat(text(memory -> MapVector.empty("v", memory, false), v -> {
                    UnionMapWriter map = v.getWriter();
                    map.startMap();
                    map.startEntry();
                    map.key().integer().writeInt(1);
                    map.value().varChar().writeVarChar("one");
                    map.endEntry();
                    map.endMap();
                }))
                .isEqualTo("{\"1\":\"one\"}");
    }

    @Test
    void numbersThatJsonDoesNotHaveAreTexts() throws IOException {
        assertThat(text(named(Float8Vector::new), v -> v.setSafe(0, Double.NaN)))
                .isEqualTo("NaN");
        assertThat(text(
                        named(StructVector::empty),
                        v -> struct(v, members -> members.float8("f").writeFloat8(Double.POSITIVE_INFINITY))))
                .isEqualTo("{\"f\":\"Infinity\"}");
    }
}
