package dev.circuitry.database;

import java.io.IOException;

/** Locks the home given and says so, or why not; stays until killed if told to. */
final class LocksAHome {
    private LocksAHome() {}

    public static void main(String[] args) throws IOException {
        try (HomeLock lock = HomeLock.acquire(Home.at(args[0]))) {
            System.out.println("locked " + lock.home().root());
            if (args.length > 1) {
                System.in.read();
            }
        } catch (HomeInUseException e) {
            System.out.println(e.getMessage());
        }
    }
}
