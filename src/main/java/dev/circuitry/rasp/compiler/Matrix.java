package dev.circuitry.rasp.compiler;

/** A matrix of doubles. Immutable. */
public final class Matrix {

    private final int rows;
    private final int columns;
    private final double[] entries;

    private Matrix(int rows, int columns, double[] entries) {
        this.rows = rows;
        this.columns = columns;
        this.entries = entries;
    }

    /** The matrix whose entry at each row and column is {@code entry} of them. */
    static Matrix of(int rows, int columns, Entry entry) {
        double[] entries = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                entries[row * columns + column] = entry.at(row, column);
            }
        }
        return new Matrix(rows, columns, entries);
    }

    static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new double[rows * columns]);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /**
     * One entry.
     *
     * @throws IndexOutOfBoundsException if there is no such entry
     */
    public double at(int row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            throw new IndexOutOfBoundsException(
                    row + ", " + column + " of " + rows + " x " + columns);
        }
        return entries[row * columns + column];
    }

    /** A copy of the entries, row after row. */
    public double[] toRowMajor() {
        return entries.clone();
    }

    /** A copy of the entries, [row][column]. */
    public double[][] toArray() {
        double[][] array = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(entries, row * columns, array[row], 0, columns);
        }
        return array;
    }

    /** What stands at a row and a column. */
    @FunctionalInterface
    interface Entry {
        double at(int row, int column);
    }
}
