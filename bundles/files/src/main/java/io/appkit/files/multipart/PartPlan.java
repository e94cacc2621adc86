package io.appkit.files.multipart;

/**
 * The parts of a file.
 *
 * @param length of the file in bytes, more than 0
 * @param part bytes of each but the last
 */
record PartPlan(long length, long part) {

    int count() {
        return Math.toIntExact((length + part - 1) / part);
    }

    /** Bytes of a part; the first has number 1. */
    long size(int number) {
        return Math.min(part, length - (number - 1) * part);
    }
}
