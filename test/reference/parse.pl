#!/usr/bin/perl
# parse.pl - the reference answer of the benchmark parse, on standard output
#
# usage: parse.pl list.txt parse.jsonl
#
# By Perl's own means: JSON::PP, the regular expressions, full case folding and
# Unicode::Normalize that come with it. It trusts its input.

use v5.16;
use strict;
use warnings;
use Compress::Raw::Zlib ();
use File::Basename qw(dirname);
use JSON::PP ();
use Unicode::Normalize qw(NFC);

my @BROWSERS = qw(chrome edge firefox nodejs safari);

@ARGV == 2 or do { say STDERR 'usage: parse.pl list.txt parse.jsonl'; exit 2 };
my ($list, $target) = @ARGV;

sub slurp {
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!\n";
	local $/;
	return scalar <$in>;
}

my %ESCAPES = ('"' => '\"', '\\' => '\\\\', "\b" => '\b', "\f" => '\f',
	"\n" => '\n', "\r" => '\r', "\t" => '\t');

sub text {
	my ($s) = @_;
	return 'null' unless defined $s;
	$s = NFC($s);
	$s =~ s{([\x00-\x1f"\\])}{$ESCAPES{$1} // sprintf '\u%04x', ord $1}ge;
	return qq("$s");
}

sub texts { return '[' . join(',', map { text($_) } @_) . ']' }

sub folded { return defined $_[0] ? fc NFC $_[0] : undef }

# one, or an array of them, or nothing
sub many {
	my ($value) = @_;
	return defined $value ? ref $value eq 'ARRAY' ? @$value : $value : ();
}

my (%count, @features);

sub added {
	my ($statement) = @_;
	my $added = $statement ? $statement->{version_added} : undef;
	if (JSON::PP::is_bool($added)) {
		$count{versions}++ if $added;
		return $added ? 'true' : 'null';
	}
	$count{versions}++ if defined $added;
	return text(defined $added ? $added =~ s/^\x{2264}//r : undef);
}

sub feature {
	my ($path, $compat) = @_;
	my ($status, %notes) = ($compat->{status});
	my @anchors = map { /#(.*)/s ? $1 : () } many($compat->{spec_url});
	my @statements = map { [many($compat->{support}{$_})] } @BROWSERS;
	my @bugs = map { m{(?:bugzil\.la|crbug\.com|webkit\.org/b)/[0-9]+}g }
		map { many($_->{notes}) } map { @$_ } @statements;
	$count{described}++ if defined $compat->{description};
	$count{anchors} += @anchors;
	$count{bugs} += @bugs;
	my $letters = $status && join '', map { $status->{$_} ? substr $_, 0, 1 : '' }
		qw(deprecated experimental standard_track);
	my @support = map { qq("$BROWSERS[$_]":) . added($statements[$_][0]) } 0 .. $#BROWSERS;
	push @features, [NFC($path), sprintf
		'{"path":%s,"key":%s,"description":%s,"folded":%s,"mdn_url":%s,' .
		'"anchors":%s,"status":%s,"bugs":%s,"support":{%s}}',
		text($path), text(folded($path)), text($compat->{description}),
		text(folded($compat->{description})), text($compat->{mdn_url}),
		texts(@anchors), text($letters), texts(@bugs), join ',', @support];
}

sub walk {
	my ($path, $node) = @_;
	for my $name (keys %$node) {
		if ($name ne '__compat') { walk("$path.$name", $node->{$name}) }
		elsif ($node->{$name}) { feature($path, $node->{$name}) }
	}
}

# the fields of each row: quotes may hold commas, lines and doubled quotes
sub rows {
	my ($csv) = @_;
	my (@rows, @row);
	while ($csv =~ /\G(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\z)/g) {
		my ($field, $end) = ($2, $3);
		$field = $1 =~ s/""/"/gr if defined $1;
		push @row, $field;
		next if $end eq ',';
		push @rows, [@row] unless @row == 1 && $field eq '';
		@row = ();
		last if pos $csv == length $csv;
	}
	return @rows;
}

my @flights;

sub flight {
	my ($row) = @_;
	my $name = NFC("$row->{carrier}$row->{flight}");
	my %known = map { $_ => $row->{$_} eq 'NA' || $row->{$_} eq '' ? undef : $row->{$_} }
		qw(dep_time dep_delay arr_delay tailnum air_time distance);
	# numbers as numbers: 007 is 7
	defined $known{$_} and $known{$_} += 0 for qw(dep_delay arr_delay distance);
	my @registration = $row->{tailnum} =~ /\AN([0-9]{1,5})([A-Z]{0,2})\z/;
	my ($time, $air) = @known{qw(dep_time air_time)};
	my $clock = sub { defined $_[0] ? sprintf '"%02d:%02d"', $_[0] / $_[1], $_[0] % $_[1] : 'null' };
	$count{registrations}++ if @registration;
	$count{delay_min} += ($known{dep_delay} // 0) + ($known{arr_delay} // 0);
	$count{air_min} += $air // 0;
	push @flights, [NFC(fc $name), sprintf
		'{"flight":%s,"key":%s,"date":"%04d-%02d-%02d","route":%s,"tail":%s,' .
		'"registration":%s,"departed":%s,"dep_delay":%s,"arr_delay":%s,' .
		'"air_time":%s,"distance":%s}',
		text($name), text(fc $name), @$row{qw(year month day)},
		text("$row->{origin}-$row->{dest}"), text($known{tailnum}),
		@registration ? texts(@registration) : 'null', $clock->($time, 100),
		(map { $_ // 'null' } @known{qw(dep_delay arr_delay)}), $clock->($air, 60),
		$known{distance} // 'null'];
}

open my $out, '>:raw', $target or die "$target: $!\n";

# Write records by their first element, which decides the order: perl's sort is
# stable, and its strings are in the order of code points.
sub finish {
	my ($part, $totals, @records) = @_;
	my $lines = join '', map { "$_->[1]\n" } sort { $a->[0] cmp $b->[0] } @records;
	utf8::encode($lines);
	print $out $lines;
	printf "$part $_ %d\n", $count{$_} // 0 for @$totals;
	printf "$part records %d\n$part bytes %d\n$part crc32 %08x\n", scalar @records,
		length $lines, Compress::Raw::Zlib::crc32($lines);
}

my ($json, $csv) = map { dirname($list) . '/' . (split)[2] } split /\n/, slurp($list);

my $document = JSON::PP->new->utf8->decode(slurp($json));
for my $name (grep { !/^(?:__meta|browsers)$/ } keys %$document) {
	walk($name, $document->{$name});
}
finish('json', [qw(described anchors bugs versions)], @features);

my $table = slurp($csv);
utf8::decode($table);
my ($header, @rows) = rows($table);
for my $row (@rows) {
	my %row;
	@row{@$header} = @$row;
	flight(\%row);
}
finish('csv', [qw(registrations delay_min air_min)], @flights);
close $out or die "$target: $!\n";
