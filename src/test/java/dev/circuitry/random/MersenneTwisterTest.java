package dev.circuitry.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MersenneTwisterTest {

    /** The C++ standard fixes this number for std::mt19937 ([rand.predef]). */
    @Test
    void drawsTheTenThousandthWordOfTheStandard() {
        MersenneTwister twister = MersenneTwister.seeded(5489);

        twister.skip(9_999);

        assertThat(twister.nextWord()).isEqualTo(4123659995L);
    }

    /** The first line of the authors' own mt19937ar.out. */
    @Test
    void startsFromAnArrayAsItsAuthorsDo() {
        MersenneTwister twister = MersenneTwister.seededBy(0x123, 0x234, 0x345, 0x456);

        assertThat(twister.nextWord()).isEqualTo(1067595299L);
        assertThat(twister.nextWord()).isEqualTo(955945823L);
        assertThat(twister.nextWord()).isEqualTo(477289528L);
        assertThat(twister.nextWord()).isEqualTo(4107218783L);
        assertThat(twister.nextWord()).isEqualTo(4228976476L);
    }

    @Test
    void refusesAnEmptyKey() {
        assertThatThrownBy(() -> MersenneTwister.seededBy())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
