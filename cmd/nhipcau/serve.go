package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"reflect"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"nhipcau/internal/problem"
	"nhipcau/internal/serve"
	"nhipcau/themes"
)

// Where the preview is found unless something else has the port.
const (
	serveHost  = "127.0.0.1"
	servePort  = 8020
	servePorts = 20 // that are tried
)

func (a *app) serveCommand() *cobra.Command {
	var addr string
	var open bool
	c := &cobra.Command{
		Use: "serve", Short: a.words.serveShort, Long: a.words.serveLong, Example: "  nhipcau serve --open",
		Args: a.noArguments,
		RunE: func(*cobra.Command, []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return a.serve(ctx, addr, open)
		},
	}
	c.Flags().StringVar(&addr, "addr", "", a.words.flagAddr)
	c.Flags().BoolVar(&open, "open", false, a.words.flagOpen)
	return c
}

// serve shows the site while it is written, until ctx is done.
func (a *app) serve(ctx context.Context, addr string, open bool) error {
	if err := a.folder(); err != nil {
		return err
	}
	l, err := a.listen(addr)
	if err != nil {
		return err
	}
	var shown []problem.Problem
	return serve.Run(ctx, serve.Config{
		Dir: a.dir, Lang: a.words.lang, Themes: themes.FS, Now: time.Now, Pictures: a.pictures(),
		Ready: func() {
			at := addressOf(l)
			if a.json {
				_ = json.NewEncoder(a.stdout).Encode(map[string]string{"address": at})
			} else {
				fmt.Fprintln(a.stdout, at)
			}
			fmt.Fprintln(a.stderr, a.words.serving)
			if open && openBrowser(at) != nil {
				fmt.Fprintf(a.stderr, a.words.notOpened+"\n", at)
			}
		},
		Report: func(r serve.Report) {
			a.reportChange(r, !reflect.DeepEqual(r.Problems, shown))
			shown = r.Problems
		},
	}, l)
}

// listen takes the address that was asked for; without one, the first port that
// is free.
func (a *app) listen(addr string) (net.Listener, error) {
	if addr != "" {
		if _, _, err := net.SplitHostPort(addr); err != nil {
			return nil, a.refuse(a.words.errAddr, addr)
		}
		l, err := net.Listen("tcp", addr)
		if err != nil {
			return nil, a.refuse(a.words.errListen, addr, err)
		}
		return l, nil
	}
	for port := servePort; port < servePort+servePorts; port++ {
		if l, err := net.Listen("tcp", net.JoinHostPort(serveHost, strconv.Itoa(port))); err == nil {
			return l, nil
		}
	}
	return net.Listen("tcp", net.JoinHostPort(serveHost, "0")) // any
}

// addressOf is what a browser on this machine is told.
func addressOf(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if ip := net.ParseIP(host); err == nil && ip.IsUnspecified() {
		return "http://localhost:" + port + "/"
	}
	return "http://" + l.Addr().String() + "/"
}

// reportChange says what came of a change: one line, and the problems if they
// are others than before.
func (a *app) reportChange(r serve.Report, news bool) {
	stop, warn := problem.Count(r.Problems)
	if a.json {
		_ = json.NewEncoder(a.stdout).Encode(map[string]any{
			"problems": a.said(r.Problems), "stop": stop, "warn": warn, "seconds": r.Load.Seconds(), "checkSeconds": r.Check.Seconds(),
		})
		return
	}
	if news {
		for _, p := range r.Problems {
			fmt.Fprintln(a.stderr, p.Format(a.words.lang))
		}
	}
	fmt.Fprintf(a.stderr, a.words.changed+"\n", time.Now().Format(time.TimeOnly), r.Load.Seconds(), stop, warn)
}

// openBrowser shows an address in the browser that the system prefers.
func openBrowser(address string) error {
	var c *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		c = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		c = exec.Command("open", address)
	default:
		c = exec.Command("xdg-open", address)
	}
	if err := c.Start(); err != nil {
		return err
	}
	return c.Process.Release() // it may live as long as the browser
}
