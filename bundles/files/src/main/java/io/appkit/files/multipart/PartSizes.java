package io.appkit.files.multipart;

/**
 * How files are cut.
 *
 * @param from bytes of the smallest file that is cut at all
 * @param part bytes of a part, unless there were too many
 * @param most parts of a file
 */
public record PartSizes(long from, long part, int most) {

    /** Of S3's limits, which are the narrowest: 10,000 parts. */
    public static final PartSizes STANDARD = new PartSizes(64L << 20, 16L << 20, 10_000);

    PartPlan plan(long length) {
        return new PartPlan(length, Math.max(part, (length + most - 1) / most));
    }
}
