// Command oldhand is a chat assistant for the small online sellers of an e-commerce village.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the village's days begin in its own time zone, also on machines that know none

	"github.com/alecthomas/kong"

	"oldhand/cmd/oldhand/app"
)

// commands is the command line; every verb has a file of its own or shares one with its like.
type commands struct {
	app.Config

	Serve      serveCommand      `cmd:"" help:"Serve the chat until stopped."`
	Import     importCommands    `cmd:"" help:"Bring in items, rates or notes, or the sample village."`
	Export     exportCommands    `cmd:"" help:"Take out rate cards."`
	Find       findCommand       `cmd:"" help:"Find items."`
	Quote      quoteCommand      `cmd:"" help:"Quote every courier for a parcel."`
	Ask        askCommand        `cmd:"" help:"Answer a question from the notes and tips."`
	Understand understandCommand `cmd:"" help:"Say what a message means."`
	Embed      embedCommand      `cmd:"" help:"Turn a text into a vector."`
	Invite     inviteCommand     `cmd:"" help:"Make an invitation link."`
	People     peopleCommands    `cmd:"" help:"List, change and remove members and invitations."`
	Backup     backupCommand     `cmd:"" help:"Write the village into one file."`
	Restore    restoreCommand    `cmd:"" help:"Bring the village back from such a file."`
	Eval       evalCommand       `cmd:"" help:"Score what oldhand does against labelled cases."`
	Book       bookCommand       `cmd:"" help:"Order the collection of recorded parcels through Kuaidi100."`
	Doctor     doctorCommand     `cmd:"" help:"Say what is wrong and how to mend it."`
	Version    versionCommand    `cmd:"" help:"Say which program this is."`
}

// streams are what a verb reads and writes: its input, its answers, and its log.
type streams struct {
	in  io.Reader
	out io.Writer
	log *slog.Logger
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout}, os.Stderr))
}

// run does what the arguments say and gives the exit status. What goes wrong is one line on stderr.
func run(ctx context.Context, args []string, s streams, stderr io.Writer) int {
	if len(args) == 0 {
		args = []string{"--help"}
	}
	var c commands
	parser := kong.Must(&c, kong.Name("oldhand"), kong.Writers(s.out, stderr), kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Description("A chat assistant for the small online sellers of an e-commerce village."))
	chosen, err := parser.Parse(args)
	if wrong := new(kong.ParseError); errors.As(err, &wrong) {
		fmt.Fprintf(stderr, "oldhand: %v (see %s --help)\n", err, named(wrong.Context))
		return wrong.ExitCode()
	}
	config, err := c.Settled()
	if err == nil {
		s.log = config.Logger(stderr)
		slog.SetDefault(s.log)
		err = chosen.Run(config, s)
	}
	if err != nil {
		fmt.Fprintln(stderr, "oldhand:", err)
		return 1
	}
	return 0
}

// named is the command as far as it was understood.
func named(c *kong.Context) string {
	if verb := c.Selected(); verb != nil {
		return verb.FullPath()
	}
	return "oldhand"
}
