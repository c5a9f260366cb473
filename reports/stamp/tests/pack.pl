#!/usr/bin/perl
# pack.pl DIR OUT NAME...: the files as a ZIP archive in the form that sealed
# containers have (stored, no extra fields, one fixed time),
# for tests that change one of them. Only perl-base.
use strict;
use warnings;

my ($dir, $out, @names) = @ARGV;
my @table = map { my $c = $_; $c = $c & 1 ? 0xedb88320 ^ ($c >> 1) : $c >> 1 for 1 .. 8; $c } 0 .. 255;

sub crc {
	my $c = 0xffffffff;
	$c = $table[($c ^ $_) & 255] ^ ($c >> 8) for unpack 'C*', $_[0];
	return $c ^ 0xffffffff;
}

my ($body, $central) = ('', '');
for my $name (@names) {
	open my $f, '<:raw', "$dir/$name" or die "$name: $!\n";
	my $data = do { local $/; <$f> };
	my $common = pack 'vvvvvVVVvv', 10, 0, 0, 0, 0x21, crc($data),
		length $data, length $data, length $name, 0;
	my $at = length $body;
	$body .= "PK\3\4$common$name$data";
	$central .= "PK\1\2" . pack('v', 10) . $common . pack('vvvVV', 0, 0, 0, 0, $at) . $name;
}
open my $o, '>:raw', $out or die "$out: $!\n";
print $o $body, $central, "PK\5\6",
	pack 'vvvvVVv', 0, 0, scalar @names, scalar @names, length $central, length $body, 0;
