package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.problem.ProblemException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void readsWhatItWrote() {
        var id = UUID.fromString("018f2b6e-ffff-7fff-bfff-00ff00ff00ff");

        assertThat(Cursor.after(id)).matches("[A-Za-z0-9_-]{22}");
        assertThat(Cursor.id(Cursor.after(id))).isEqualTo(id);
        assertThat(Cursor.seq(Cursor.after(33_367))).isEqualTo(33_367);
    }

    @Test
    void startsWhereNoneIsGiven() {
        assertThat(Cursor.id(null)).isNull();
        assertThat(Cursor.seq(null)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "!", "AAAAAAAAAAAAAAAAAAAAAAA", "é"})
    void refusesWhatIsNoJobs(String cursor) {
        assertThatThrownBy(() -> Cursor.id(cursor)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "x", "99999999999", "1.5"})
    void refusesWhatIsNoSeq(String cursor) {
        assertThatThrownBy(() -> Cursor.seq(cursor)).isInstanceOf(ProblemException.class);
    }
}
