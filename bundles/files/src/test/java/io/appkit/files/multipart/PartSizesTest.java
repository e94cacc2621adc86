package io.appkit.files.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartSizesTest {

    @ParameterizedTest
    @CsvSource({
        "67108864, 4",
        "67108865, 5",
        "167772160000, 10000",
        "167772160001, 10000",
        "5497558138880, 10000",
        "5497558138881, 10000"
    })
    void aFileHasNoMorePartsThanAllowed(long length, int parts) {
        PartPlan plan = PartSizes.STANDARD.plan(length);
        assertThat(plan.count()).isEqualTo(parts);
        assertThat(IntStream.rangeClosed(1, parts).mapToLong(plan::size).sum()).isEqualTo(length);
        assertThat(plan.size(parts)).isPositive();
    }
}
