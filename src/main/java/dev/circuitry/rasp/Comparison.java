package dev.circuitry.rasp;

import java.util.function.BiPredicate;

/** Compares a key's value (on the left) with a query's. */
public enum Comparison implements BiPredicate<Object, Object> {
    EQ {
        @Override
        public boolean test(Object key, Object query) {
            return Values.same(key, query);
        }
    },
    NEQ {
        @Override
        public boolean test(Object key, Object query) {
            return !Values.same(key, query);
        }
    },
    LT {
        @Override
        public boolean test(Object key, Object query) {
            return Values.compare(key, query) < 0;
        }
    },
    LEQ {
        @Override
        public boolean test(Object key, Object query) {
            return Values.compare(key, query) <= 0;
        }
    },
    GT {
        @Override
        public boolean test(Object key, Object query) {
            return Values.compare(key, query) > 0;
        }
    },
    GEQ {
        @Override
        public boolean test(Object key, Object query) {
            return Values.compare(key, query) >= 0;
        }
    },
    TRUE {
        @Override
        public boolean test(Object key, Object query) {
            return true;
        }
    },
    FALSE {
        @Override
        public boolean test(Object key, Object query) {
            return false;
        }
    }
}
