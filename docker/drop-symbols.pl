# drop-symbols.pl LIBRARY: cuts out of an ELF library (64 bit, little endian) what no program header loads, its symbol table
# for debuggers above all. As strip does, which a JRE's image does not have; dynamic symbols stay.
use strict;
use warnings;
my ($file) = @ARGV;
open(my $in, '<:raw', $file) or die "$file: $!";
my $elf = do { local $/; <$in> };
substr($elf, 0, 6) eq "\x7fELF\x02\x01" or die "$file: not a 64-bit little-endian ELF file\n";
my ($table, $size, $count) = (unpack('Q<', substr($elf, 32, 8)), unpack('v2', substr($elf, 54, 4)));
my @headers = map { [$table + $_ * $size, unpack('V2 Q<6', substr($elf, $table + $_ * $size, 56))] } 0 .. $count - 1;
my @loads = sort { $a->[3] <=> $b->[3] } grep { $_->[1] == 1 } @headers;   # [at, type, flags, offset, ..., file size, ..., alignment]

my ($kept, $cut, $end) = ('', 0, 0);
for my $load (@loads) {
    my ($offset, $length, $page) = @$load[3, 6, 8];
    my $gap = $offset > $end ? int(($offset - $end) / $page) * $page : 0;   # offsets keep their place in a page
    $kept .= substr($elf, $end, $offset - $gap - $end) . substr($elf, $offset, $length);
    $cut += $gap;
    for my $header (grep { $_->[3] >= $offset && $_->[3] < $offset + $length } @headers) {
        substr($elf, $header->[0] + 8, 8) = pack('Q<', $header->[3] - $cut);
    }
    $end = $offset + $length;
}
substr($kept, $table, $size * $count) = substr($elf, $table, $size * $count);
substr($kept, 40, 8) = pack('Q<', 0);      # and no section headers, which only point at what is gone
substr($kept, 58, 6) = pack('v3', 64, 0, 0);
printf "%s: %d of %d bytes\n", $file, length $kept, length $elf;
open(my $out, '>:raw', $file) or die "$file: $!";
print $out $kept;
close $out or die "$file: $!";
