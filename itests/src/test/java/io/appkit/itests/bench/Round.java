package io.appkit.itests.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one server did in one stretch of time.
 *
 * @param requestsPerSecond answered
 * @param cpuMicros processor time of the server's process for each request, in microseconds
 * @param p50Micros half of the answers came within
 * @param p99Micros 99 of 100 answers came within
 */
public record Round(double requestsPerSecond, double cpuMicros, double p50Micros, double p99Micros) {

    static Round of(long[] sortedNanos, double seconds, double cpuMicros) {
        int count = sortedNanos.length;
        return new Round(
                count / seconds,
                cpuMicros / count,
                sortedNanos[count / 2] / 1e3,
                sortedNanos[(int) (count * 0.99)] / 1e3);
    }

    /** The median of each figure. */
    static Round median(List<Round> rounds) {
        return new Round(
                median(rounds, Round::requestsPerSecond),
                median(rounds, Round::cpuMicros),
                median(rounds, Round::p50Micros),
                median(rounds, Round::p99Micros));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
    }
}
