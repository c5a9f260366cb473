#!/usr/bin/perl
# authority.pl DIR: a tiny HTTP server on the loopback, for tests. Its port goes
# to DIR/port. A POST to /NAME stores the body in DIR/NAME.req, runs DIR/NAME.sh
# and answers with DIR/NAME.resp, of the media type in DIR/NAME.type. A GET of
# /NAME answers with DIR/NAME.resp alone. DIR/NAME.raw, when it is there, is
# sent as it stands, status line and all. Only modules of perl-base.
use strict;
use warnings;
use IO::Socket::INET;

my $dir = shift or die "authority.pl DIR\n";
my $server = IO::Socket::INET->new(
	LocalAddr => '127.0.0.1', LocalPort => 0, Proto => 'tcp', Listen => 5,
	ReuseAddr => 1) or die "no socket: $!\n";
$SIG{PIPE} = 'IGNORE';
open my $port, '>', "$dir/port.new" or die;
print $port $server->sockport, "\n";
close $port;
rename "$dir/port.new", "$dir/port" or die;

sub slurp {
	my ($name) = @_;
	open my $f, '<:raw', $name or return;
	local $/;
	return <$f>;
}

sub answer {
	my ($c) = @_;
	my $line = <$c> // return;
	my ($method, $name) = $line =~ m{^(GET|POST) /([A-Za-z0-9-]+) } or return;
	my $n = 0;
	while (defined(my $h = <$c>)) {
		last if $h =~ /^\r?\n$/;
		$n = $1 if $h =~ /^Content-Length: (\d+)/i;
	}
	my $body = '';
	read $c, $body, $n if $n;
	my $raw = slurp("$dir/$name.raw");
	if (defined $raw) {
		print $c $raw;
		return;
	}
	if ($method eq 'POST') {
		open my $f, '>:raw', "$dir/$name.req" or return;
		print $f $body;
		close $f;
		unlink "$dir/$name.resp";
		system 'sh', "$dir/$name.sh" if -e "$dir/$name.sh";
	}
	my $resp = slurp("$dir/$name.resp");
	my $type = slurp("$dir/$name.type") // 'application/octet-stream';
	chomp $type;
	if (defined $resp) {
		print $c "HTTP/1.1 200 OK\r\nContent-Type: $type\r\nContent-Length: ",
			length $resp, "\r\nConnection: close\r\n\r\n", $resp;
	} else {
		print $c "HTTP/1.1 500 Nothing\r\nContent-Length: 0\r\n",
			"Connection: close\r\n\r\n";
	}
}

while (1) {
	my $c = $server->accept or next;
	$c->blocking(1);
	binmode $c;
	answer($c);
	close $c;
}
